FROM busybox:1.35
COPY greeting.txt /
RUN tr a-z A-Z < /greeting.txt > /loud.txt
CMD ["cat", "/loud.txt"]
