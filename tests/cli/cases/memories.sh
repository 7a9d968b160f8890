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
