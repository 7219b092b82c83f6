/** What the scripts of a service path's page share; read by the type checker alone. */
interface State {
  /** The step that is read, or nothing; the same of all others. */
  step: string;
  /** `kulku`, `toimijat` or `lista`; nothing is the first of them. */
  view: string;
  role: string;
  journey: string;
  meeting: boolean;
  route: string[];
}

/** What has changed, and whether the reader asked for a step to read. */
interface Told {
  now: State;
  before: State;
  focus: boolean;
}

declare const pathviz: {
  state(): State;
  go(change: Partial<State>, how?: { replace?: boolean; focus?: boolean }): void;
  written(state: State): string;
  changed(change: Partial<State>): State;
  lanes(drawings: { heads: string; svg: string }): void;
};

interface DocumentEventMap {
  'pathviz:state': CustomEvent<Told>;
  'pathviz:drawn': CustomEvent<null>;
}
