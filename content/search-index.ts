/**
 * What `docker search` finds in a sandbox: the course's own index, put together on the day below, because Docker Hub
 * cannot be asked from there. Names and who publishes them are as on Docker Hub; descriptions are the course's words;
 * stars are rounded and of that time: good for comparing, not for quoting.
 */
export const searchIndexDate = '2026-11-24';

export interface SearchEntry {
  name: string;
  description: string;
  stars: number;
  isOfficial: boolean;
}

const official = (name: string, stars: number, description: string): SearchEntry => ({
  ...{ name, description, stars },
  isOfficial: true,
});
const other = (name: string, stars: number, description: string): SearchEntry => ({
  ...{ name, description, stars },
  isOfficial: false,
});

export const searchIndex: readonly SearchEntry[] = [
  // Key-value stores and their look-alikes
  official('redis', 13_000, 'Redis keeps data structures in memory: cache, store, queue.'),
  other('redis/redis-stack', 150, 'Redis with search, JSON and a browser UI, by Redis.'),
  other('redis/redis-stack-server', 100, 'Redis with search and JSON, by Redis.'),
  other('redis/redisinsight', 60, 'A graphical client for Redis, by Redis.'),
  other('bitnami/redis', 300, 'Redis packaged by Bitnami.'),
  other('bitnami/redis-sentinel', 40, 'Redis Sentinel packaged by Bitnami.'),
  other('bitnami/redis-cluster', 40, 'Redis Cluster packaged by Bitnami.'),
  other('arm64v8/redis', 30, 'The official redis image, built for arm64.'),
  other('grokzen/redis-cluster', 80, 'Redis cluster of several nodes in one container, for tests.'),
  other('rediscommander/redis-commander', 100, 'A web client for Redis, written for Node.js.'),
  other('oliver006/redis_exporter', 50, 'Prometheus exporter of Redis metrics.'),
  official('memcached', 2_300, 'Memcached, a distributed cache in memory.'),
  // Web servers
  official('nginx', 20_000, 'Nginx, a web server and reverse proxy.'),
  other('nginx/nginx-ingress', 100, 'NGINX as an ingress controller for Kubernetes, by NGINX.'),
  other('nginxinc/nginx-unprivileged', 150, 'Nginx that runs without root, by NGINX.'),
  other('bitnami/nginx', 200, 'Nginx packaged by Bitnami.'),
  other('linuxserver/nginx', 200, 'Nginx with PHP, by LinuxServer.io.'),
  official('httpd', 4_800, 'The Apache HTTP Server.'),
  official('caddy', 900, 'Caddy, a web server that gets certificates by itself.'),
  official('haproxy', 2_000, 'HAProxy, a load balancer for TCP and HTTP.'),
  official('traefik', 3_500, 'Traefik, a reverse proxy that follows containers.'),
  // Operating systems
  official('ubuntu', 17_000, 'Ubuntu, a Debian-based Linux system.'),
  official('debian', 5_200, 'Debian, a Linux system of free software only.'),
  official('alpine', 11_000, 'A small Linux system with musl and BusyBox, 5 MB.'),
  official('busybox', 3_500, 'BusyBox, the usual Unix tools in one small program.'),
  official('fedora', 1_200, 'Fedora, a Linux system.'),
  official('centos', 7_700, 'DEPRECATED; CentOS Linux has reached its end of life.'),
  official('rockylinux', 250, 'Rocky Linux, built to be compatible with RHEL.'),
  official('amazonlinux', 300, 'Amazon Linux, for images that run on AWS.'),
  official('hello-world', 2_400, 'The smallest example: prints a text and ends.'),
  other('ubuntu/redis', 20, 'Redis on Ubuntu, maintained by Canonical.'),
  other('ubuntu/nginx', 120, 'Nginx on Ubuntu, maintained by Canonical.'),
  // Languages
  official('eclipse-temurin', 800, 'OpenJDK builds by Eclipse Temurin (Adoptium).'),
  official('openjdk', 4_000, 'DEPRECATED; use eclipse-temurin or another successor.'),
  official('amazoncorretto', 500, 'Amazon Corretto, a distribution of OpenJDK.'),
  official('python', 10_000, 'Python, an interpreted language.'),
  official('node', 14_000, 'Node.js, JavaScript outside the browser.'),
  official('golang', 5_000, 'Go, a compiled language.'),
  official('rust', 1_300, 'Rust, a systems language.'),
  official('php', 7_700, 'PHP, a language for the web.'),
  official('ruby', 2_400, 'Ruby, a dynamic language.'),
  official('maven', 1_700, 'Apache Maven, a build tool for Java.'),
  official('gradle', 900, 'Gradle, a build tool for Java and others.'),
  official('tomcat', 3_700, 'Apache Tomcat, a server for Java servlets.'),
  // Databases and queues
  official('postgres', 14_000, 'PostgreSQL, an object-relational database.'),
  official('mysql', 15_000, 'MySQL, a relational database.'),
  official('mariadb', 6_000, 'MariaDB, a relational database that grew out of MySQL.'),
  official('mongo', 10_000, 'MongoDB, a document database.'),
  official('rabbitmq', 5_200, 'RabbitMQ, a message broker.'),
  official('elasticsearch', 6_500, 'Elasticsearch, a search engine.'),
  other('bitnami/postgresql', 250, 'PostgreSQL packaged by Bitnami.'),
  other('mysql/mysql-server', 1_000, 'MySQL Server packaged by the MySQL team.'),
  other('apache/kafka', 300, 'Apache Kafka, by the Apache project.'),
  // Tools
  official('registry', 4_200, 'Distribution, the registry that stores and serves images.'),
  official('docker', 2_500, 'Docker in Docker.'),
  official('wordpress', 5_800, 'WordPress, a system for web sites.'),
  official('nextcloud', 4_300, "Nextcloud, files and calendars on a server of one's own."),
  other('portainer/portainer-ce', 2_500, 'Portainer, containers managed in the browser.'),
  other('jenkins/jenkins', 4_200, 'Jenkins, an automation server.'),
  other('grafana/grafana', 3_300, 'Grafana, dashboards for metrics.'),
  other('prom/prometheus', 2_000, 'Prometheus, collects and queries metrics.'),
];
