# Memories are listed, made, renamed, deleted.
tolmach memory create empty && tolmach memory create empty
echo "exit $?"
tolmach --quiet import "$SOURCE/tm/protocol-61.ru-en.tmx"
tolmach memory list
tolmach memory rename protocol-61.ru-en p61 && tolmach memory rename p61 empty
echo "exit $?"
tolmach memory info p61 | grep -v '^created'
tolmach lookup -s ru -t en --memory empty "Вернуть."
echo "exit $?"
tolmach lookup -s ru -t en --memory empty --memory p61 "Вернуть."
tolmach memory delete p61 && tolmach memory delete p61
echo "exit $?"
tolmach memory
tolmach verify
echo "-- a header as JSON"
tmx='<tmx version="1.4"><header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="ru" datatype="plaintext"><note xml:lang="en">one</note><prop type="client">two</prop><ude name="u" base="b"><map unicode="#xF8FF" ent="x"/></ude></header><body>'
echo "$tmx<tu><tuv xml:lang=\"ru\"><seg>Вернуть.</seg></tuv><tuv><seg>Return it.</seg></tuv></tu></body></tmx>" >one.tmx
tolmach --quiet import one.tmx
tolmach memory info one --json | sed 's/"created":"[-0-9]*T[:0-9]*Z"/"created":…/'
tolmach memory info one | sed 's/^created: [-0-9]*T[:0-9]*Z$/created: …/'
tolmach memory info empty --json | sed 's/"created":"[-0-9]*T[:0-9]*Z"/"created":…/'
tolmach memory list
tolmach export --memory one -o two.tmx 2>&1
echo "-- files whose names are no names of memories"
cp one.tmx "a
b.tmx"
tolmach import "a
b.tmx" 2>&1
echo "exit $?"
tolmach import --memory ab "a
b.tmx"
echo "-- less room after a deletion"
tolmach memory optimize | sed 's/[0-9.]* MB/… MB/g'
tolmach memory optimize --json | sed 's/\("bytes_[a-z]*"\):[0-9]*/\1:…/g'
tolmach --quiet memory optimize && tolmach verify
tolmach memory optimize ab 2>&1
echo "exit $?"
