entry-question = Enter IIN or BIN
entry-hint = People enter an IIN, legal entities a BIN: 12 digits
entry-left = { $count ->
    [one] { $count } digit left
   *[other] { $count } digits left
}
entry-show = Show
entry-cover = Cover
entry-born = Birth date: { $date }
entry-clear = Clear
entry-erase = Erase the last digit
