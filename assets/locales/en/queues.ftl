queues-housing-words = The waiting lists for housing and how many people are in each.
queues-grants-words = The waiting lists for grants and how many people are in each.
queues-waiting = Waiting: { $count }
queues-counted = as of { $at }
queues-none = There are no waiting lists yet.
queues-further = Down
queues-nearer = Up
