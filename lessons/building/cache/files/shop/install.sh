# Fetches every part that parts.txt names. Over a real network this is the slow step.
mkdir -p /opt/parts
while read -r part; do
  echo "fetching $part"
  sleep 0.5
  echo "$part" > "/opt/parts/$part"
done < parts.txt
