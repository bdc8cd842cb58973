notices-title = Хабарламалар
notices-none = Әзірге хабарлама жоқ.
notices-newer = Жаңарақ
notices-older = Ескірек
