# Sourced by ./mvnw and deploy/local/run. Sets and exports JAVA_HOME to a JDK of at least the wanted version, or ends the
# script with two lines that say how to get one. Looks in JAVA_HOME, on the PATH, then in the places where Linux
# distributions, macOS, SDKMAN, asdf, mise and IDEs keep their JDKs. Plain POSIX sh.

jdk_wanted=25

# The feature version of the JDK in folder $1 (25 for 25.0.3); nothing where there is no JDK with a compiler.
jdk_version() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

jdk_fits() {
  jdk_found=$(jdk_version "$1")
  [ "${jdk_found:-0}" -ge "$jdk_wanted" ]
}

# The home of the java on the PATH, links followed; nothing where there is none.
jdk_on_path() {
  jdk_java=$(command -v java) || return 0
  while [ -L "$jdk_java" ]; do
    jdk_link=$(readlink "$jdk_java")
    case $jdk_link in
      /*) jdk_java=$jdk_link ;;
      *) jdk_java=$(dirname "$jdk_java")/$jdk_link ;;
    esac
  done
  dirname "$(dirname "$jdk_java")"
}

find_jdk() {
  for jdk_home in "${JAVA_HOME:-}" "$(jdk_on_path)" \
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/openjdk-* /opt/java/* /opt/*jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* \
    "$HOME"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if [ -n "$jdk_home" ] && jdk_fits "$jdk_home"; then
      JAVA_HOME=$jdk_home
      export JAVA_HOME
      return 0
    fi
  done
  echo "No JDK $jdk_wanted or newer in JAVA_HOME, on the PATH, or in the usual places." >&2
  echo "Get one: 'apt install temurin-$jdk_wanted-jdk', 'brew install openjdk@$jdk_wanted' or 'sdk install java $jdk_wanted-tem'; or set JAVA_HOME to one (https://adoptium.net)." >&2
  exit 1
}

find_jdk
