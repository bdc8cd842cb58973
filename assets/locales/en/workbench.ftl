workbench-sign-out = sign out
workbench-search = search
