# A new process for each line of standard input; it reads the URL from AGENT_REPOSITORY, its arguments are the command.
echo ok
while read -r deed url; do
  if AGENT_REPOSITORY=$url "$@" </dev/null >&2; then echo ok; else echo "failed $deed of $0"; fi
done
