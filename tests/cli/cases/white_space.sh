# Texts that differ in white space only are the same, and are said to differ.
printf '<tmx version="1.4"><header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="ru" datatype="plaintext"/><body><tu><tuv xml:lang="ru"><seg>Об ответе  Кеннеди</seg></tuv><tuv xml:lang="en"><seg>On the response to Kennedy</seg></tuv></tu></body></tmx>' >a.tmx
tolmach --quiet import a.tmx
tolmach lookup -s ru -t en "Об ответе Кеннеди"
tolmach lookup -s ru -t en "Об ответе  Кеннеди"
