desk-header-keys = ? help  : commands
desk-portal-up = portal available
desk-portal-away = no connection
desk-role-viewer = viewer
desk-role-agent = agent
desk-role-supervisor = supervisor
desk-role-auditor = auditor
desk-role-admin = administrator
