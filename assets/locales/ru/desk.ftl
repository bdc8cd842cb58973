desk-header-keys = ? справка  : команды
desk-portal-up = портал доступен
desk-portal-away = нет связи
desk-role-viewer = наблюдатель
desk-role-agent = специалист
desk-role-supervisor = старший специалист
desk-role-auditor = аудитор
desk-role-admin = администратор
