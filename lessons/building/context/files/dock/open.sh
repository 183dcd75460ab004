echo "the dock is open"
