home-slogan = A digital platform for people and business
home-users = { $count ->
    [one] { $count } user
   *[other] { $count } users
}
home-join = Join
home-join-steps = Agreement · IIN · EDS
home-sign-in = Sign in
home-sign-in-steps = With IIN and EDS
home-read = Read the agreement
home-help = Help
home-housing = Housing
home-grants = Grants
home-menu = Menu
home-free-and-voluntary = Registration is free and voluntary (2.2). Using the portal means accepting the agreement (1).
home-loading = Loading the number of users…
home-portal-away = No connection to the portal: being checked. You can read the agreement now.
