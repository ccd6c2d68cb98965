# Does what each line of standard input says, a deed and a URL, and answers "ok" or "failed".
# A function below must stand for each deed. What the commands print goes to standard error.
echo ok
while read -r deed url; do
  if "$deed" "$url" </dev/null >&2; then echo ok; else echo "failed $deed of $0"; fi
done
