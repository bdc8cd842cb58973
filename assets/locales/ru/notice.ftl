notice-restored = Ваша учетная запись восстановлена. Порталом снова можно пользоваться.
notice-refusal-lifted = Отказ в регистрации отменён. Теперь можно присоединиться к Соглашению.
notice-blocked = Ваша учетная запись заблокирована. { $ground } { $cause } { $next }
notice-access-stopped = Доступ к Порталу прекращён. { $ground } { $cause } { $next }
notice-ground = Основание: пункт { $power } Соглашения, нарушен пункт { $breach }.
notice-ground-technical = Основание: пункт { $power } Соглашения.
