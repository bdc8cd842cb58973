desk-header-keys = ? анықтама  : командалар
desk-portal-up = портал қолжетімді
desk-portal-away = байланыс жоқ
desk-role-viewer = бақылаушы
desk-role-agent = маман
desk-role-supervisor = аға маман
desk-role-auditor = аудитор
desk-role-admin = әкімші
