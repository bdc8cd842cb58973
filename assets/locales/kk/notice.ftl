notice-restored = Есептік жазбаңыз қалпына келтірілді. Порталды қайтадан пайдалана аласыз.
notice-refusal-lifted = Тіркеуден бас тарту туралы шешім жойылды. Енді Келісімге қосыла аласыз.
notice-blocked = Есептік жазбаңыз бұғатталды. { $ground } { $cause } { $next }
notice-access-stopped = Порталға қол жеткізу тоқтатылды. { $ground } { $cause } { $next }
notice-ground = Негізі: Келісімнің { $power }-тармағы, бұзылған тармақ: { $breach }.
notice-ground-technical = Негізі: Келісімнің { $power }-тармағы.
