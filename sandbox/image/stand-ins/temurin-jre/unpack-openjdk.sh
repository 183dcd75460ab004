#!/bin/sh
# unpack-openjdk.sh jre|jdk: puts Debian's OpenJDK 17 into /opt/java/openjdk, in one piece as Eclipse Temurin is. The jdk comes
# on top of the jre.
set -eu
package=openjdk-17-$1-headless
mkdir -p /tmp/java /opt/java/openjdk /var/lib/dpkg/status.d "/usr/share/doc/$package"
cd /tmp/java
apt-get -qq -o APT::Sandbox::User=root download "$package"
dpkg-deb -x "$package"_*.deb .
home=usr/lib/jvm/java-17-openjdk-$(dpkg --print-architecture)
rm -rf "$home/docs" "$home/man" "$home/lib/src.zip" "$home/lib/security/cacerts"
# Debian keeps settings in /etc, behind links.
find "$home" -type l | while read -r link; do
  case $(readlink "$link") in
  /etc/java-17-openjdk/*) cp --remove-destination "/tmp/java$(readlink "$link")" "$link" ;;
  esac
done
cp -a "$home/." /opt/java/openjdk/
# Whose it is, where tools look for it.
if [ -f "usr/share/doc/$package/copyright" ]; then
  cp "usr/share/doc/$package/copyright" "/usr/share/doc/$package/"
else
  ln -s ../openjdk-17-jre-headless/copyright "/usr/share/doc/$package/copyright"
fi
dpkg-deb -f "$package"_*.deb >"/var/lib/dpkg/status.d/$package"
