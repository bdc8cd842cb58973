notices-title = Уведомления
notices-none = Уведомлений пока нет.
notices-newer = Новее
notices-older = Старше
