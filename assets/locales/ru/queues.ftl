queues-housing-words = Очереди на жильё и сколько человек в каждой.
queues-grants-words = Очереди на гранты и сколько человек в каждой.
queues-waiting = В очереди: { $count }
queues-counted = на { $at }
queues-none = Очередей пока нет.
queues-further = Ниже
queues-nearer = Выше
