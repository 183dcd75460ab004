import { randomBytes } from 'node:crypto';
import cookie from '@fastify/cookie';
import swagger from '@fastify/swagger';
import websocket from '@fastify/websocket';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import {
  createJsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import type { CheckRunner } from './checks/runner.ts';
import { maxInputFrameBytes, terminalSubprotocol } from './contract/frames.ts';
import type { App } from './routes/app-types.ts';
import { registerErrorReplies, replyWithError } from './routes/error-replies.ts';
import { registerEvents } from './routes/event-routes.ts';
import { registerGuard } from './routes/guard.ts';
import { registerHealth } from './routes/health-routes.ts';
import { registerImages } from './routes/image-routes.ts';
import { hashInlineScripts } from './routes/inline-scripts.ts';
import { registerLessonRoutes } from './routes/lesson-routes.ts';
import { createOrigins } from './routes/origins.ts';
import { registerRateLimits } from './routes/rate-limits.ts';
import { registerRequestLog } from './routes/request-log.ts';
import { registerSecurityHeaders } from './routes/security-headers.ts';
import { registerSessionRoutes } from './routes/session-routes.ts';
import { registerLaunch, type SignIn } from './routes/sign-in.ts';
import { registerSite } from './routes/site.ts';
import { registerTerminals } from './routes/terminal-routes.ts';
import type { EventBus } from './sessions/event-bus.ts';
import type { PreparationBoard } from './sessions/preparation-board.ts';
import type { Sessions } from './sessions/sessions.ts';
import type { Terminals } from './terminal/terminals.ts';

/** Bodies are empty objects today. */
const maxBodyBytes = 16 * 1024;
/** Beyond this the frame is cut off unread; up to it, its sender is told why the socket closes. */
const maxFrameBytes = 4 * maxInputFrameBytes;
/** A client that does not answer a close frame holds up the server's end no longer than this, */
const closeGraceMs = 1_000;
/** and a request that is still being worked on no longer than this. */
const drainMs = 5_000;

export interface AppDeps {
  version: string;
  /** Of the built site and course. */
  release: string;
  /** The built site; may be absent. */
  distDir: string;
  /** Where a proxy serves this server, if one does. */
  publicUrl?: URL;
  signIn: SignIn;
  preparation: PreparationBoard;
  sessions: Sessions;
  runner: CheckRunner;
  terminals: Terminals;
  events: EventBus;
  log: FastifyBaseLogger;
}

/** The whole server, not yet listening. Closing it says goodbye to every page; sandboxes are the caller's. */
export async function buildApp(deps: AppDeps): Promise<App> {
  const app = createFastify(deps.log);
  const scriptHashes = await hashInlineScripts(deps.distDir);
  registerRequestLog(app);
  registerErrorReplies(app);
  await registerSecurityHeaders(app, scriptHashes);
  await app.register(cookie);
  // Before the guard: it hangs up on the sockets that the guard refuses.
  await registerSockets(app, deps.terminals);
  registerGuard(app, { signIn: deps.signIn, origins: createOrigins(app, deps.publicUrl) });
  await registerRateLimits(app, deps.signIn);
  await registerOpenApi(app, deps.version);
  await app.register(async (scope: App) => {
    registerLaunch(scope, deps.signIn, deps.publicUrl?.protocol === 'https:');
    registerHealth(scope, deps);
    registerImages(scope, deps);
    registerSessionRoutes(scope, deps.sessions);
    registerLessonRoutes(scope, deps);
    registerEvents(scope, deps);
    registerTerminals(scope, deps);
  });
  await registerSite(app, deps.distDir);
  await app.ready();
  return app;
}

function createFastify(log: FastifyBaseLogger): App {
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: maxBodyBytes,
    requestIdHeader: false,
    genReqId: () => randomBytes(6).toString('hex'),
    frameworkErrors: (_error, request, reply) => replyToNonsense(request, reply),
    routerOptions: { maxParamLength: 100 },
  }).withTypeProvider<ZodTypeProvider>();
  // JSON only: it is what another site's form cannot send.
  app.removeContentTypeParser('text/plain');
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  return app;
}

/** What the router itself refuses, an address that is none, passes no hook on its way out. */
function replyToNonsense(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('content-security-policy', "default-src 'none'").header('x-content-type-options', 'nosniff');
  if (request.headers.upgrade !== undefined) reply.raw.once('finish', () => request.raw.socket.destroy());
  replyWithError(request, reply, 'bad-request');
}

async function registerSockets(app: App, terminals: Terminals): Promise<void> {
  await app.register(websocket, {
    options: {
      maxPayload: maxFrameBytes,
      // Terminals check text themselves, so that what is wrong gets its own close code.
      skipUTF8Validation: true,
      handleProtocols: (offered: Set<string>) => offered.has(terminalSubprotocol) && terminalSubprotocol,
    },
    errorHandler: (error, socket, request) => {
      request.log.info({ err: error }, 'socket failed');
      // After a frame that breaks the protocol, ws has begun to close; anything else has no business going on.
      if (socket.readyState === socket.OPEN) socket.terminate();
    },
    preClose: (done) => {
      terminals[Symbol.dispose]();
      setTimeout(() => {
        for (const socket of app.websocketServer.clients) socket.terminate();
      }, closeGraceMs).unref();
      setTimeout(() => app.server.closeAllConnections(), drainMs).unref();
      done();
    },
  });
}

async function registerOpenApi(app: App, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Drydock', version } },
    transform: createJsonSchemaTransform({ zodToJsonConfig: { target: 'draft-2020-12' } }),
  });
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
}
