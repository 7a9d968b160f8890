# The table of scores, through the command.
cat >golden.tmx <<'TMX'
<tmx version="1.4"><header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="ru"
datatype="plaintext"/><body>
<tu><tuv xml:lang="ru"><seg>Утвердить указания тов. Зорину.</seg></tuv><tuv xml:lang="en"><seg>1</seg></tuv></tu>
<tu><tuv xml:lang="ru"><seg>Утвердить указания тов. Зорину</seg></tuv><tuv xml:lang="en"><seg>2</seg></tuv></tu>
<tu><tuv xml:lang="ru"><seg>Утвердить указание тов. Зорину.</seg></tuv><tuv xml:lang="en"><seg>3</seg></tuv></tu>
<tu><tuv xml:lang="ru"><seg>утвердить указания тов. Зорину.</seg></tuv><tuv xml:lang="en"><seg>4</seg></tuv></tu>
<tu><tuv xml:lang="ru"><seg>Утвердить указания тов. Громыко.</seg></tuv><tuv xml:lang="en"><seg>5</seg></tuv></tu>
<tu><tuv xml:lang="ru"><seg>Утвердить указания.</seg></tuv><tuv xml:lang="en"><seg>6</seg></tuv></tu>
<tu><tuv xml:lang="ru"><seg>Утвердить ответ У Тану.</seg></tuv><tuv xml:lang="en"><seg>7</seg></tuv></tu>
<tu><tuv xml:lang="ru"><seg>Об ответе Кеннеди</seg></tuv><tuv xml:lang="en"><seg>8</seg></tuv></tu>
</body></tmx>
TMX
tolmach --quiet import golden.tmx
show() {
    tolmach lookup -s ru -t en --min-score 0 --limit 0 --json "$1" |
        grep -o '"score":[0-9]*,"source":"[^"]*"\|"cost":[0-9]*,"max_weight":[0-9]*' | paste - -
}
show "Утвердить указания тов. Зорину."
echo
show "Об указаниях Зорину" | grep Кеннеди
