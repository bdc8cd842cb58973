notices-title = Notices
notices-none = There are no notices yet.
notices-newer = Newer
notices-older = Older
