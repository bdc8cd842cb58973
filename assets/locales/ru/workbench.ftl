workbench-sign-out = выход
workbench-search = поиск
