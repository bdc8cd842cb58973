workbench-sign-out = шығу
workbench-search = іздеу
