home-slogan = Цифровая платформа для населения и бизнеса
home-users = { $count ->
    [one] { $count } пользователь
    [few] { $count } пользователя
   *[other] { $count } пользователей
}
home-join = Зарегистрироваться
home-join-steps = Соглашение · ИИН · ЭЦП
home-sign-in = Войти
home-sign-in-steps = По ИИН и ЭЦП
home-read = Читать соглашение
home-help = Помощь
home-housing = Жильё
home-grants = Гранты
home-menu = Меню
home-free-and-voluntary = Регистрация бесплатна и добровольна (2.2). Пользуясь Порталом, вы принимаете Соглашение (1).
home-loading = Загружается число пользователей…
home-portal-away = Нет связи с Порталом: проверяем сами. Соглашение можно прочитать и сейчас.
