/** The part of pino that the engine uses. Details hold ids and codes, never what a learner typed or named. */
export interface EngineLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}
