. ./settings.env
echo "open on port $PORT"
