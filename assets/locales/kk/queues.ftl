queues-housing-words = Тұрғын үй кезектері және әр кезекте қанша адам тұрғаны.
queues-grants-words = Гранттар кезектері және әр кезекте қанша адам тұрғаны.
queues-waiting = Кезекте: { $count }
queues-counted = { $at } жағдайы бойынша
queues-none = Әзірге кезектер жоқ.
queues-further = Төмен
queues-nearer = Жоғары
