/** What scripts share, most of it those of a service path's page; read by the type checker alone. */
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

/** Somebody's part in a step; `you` is the client. */
interface Role { name: Element; parts: string[]; lane: string; you: boolean; task: Element | null }

/** A way onward; `id` is empty where it leads to another path. */
interface Way { id: string; href: string; label: Element; to: Element | null; bare: boolean; back: boolean }

/** A step of the list, as print.js reads it. */
interface Step {
  id: string;
  number: number;
  /** `start`, `step`, `decision`, `wait` or `end`. */
  kind: string;
  item: HTMLElement;
  /** In the client's words where there are such. */
  title: Element;
  text: Element;
  /** The title in the professional's words. */
  full: Element;
  phase: Element | null;
  roles: Role[];
  ways: Way[];
  /** Whether somebody else than the client decides here. */
  decided: boolean;
  get(selector: string): Element | null;
  all(selector: string): Element[];
}

/** What goes into an element; nothing is left out. */
type Part = Node | string | false | null | undefined | Part[];

/** What print.js shares with meeting.js. */
interface Sheets {
  /** The meeting's frame; the words of meeting and sheets are its data. */
  model: HTMLElement;
  steps: Step[];
  byId: Record<string, Step>;
  words: Record<string, string>;
  copy(source: Element | null | undefined): Node | null;
  icon(name: string): Element;
  question(step: Step): string;
  answer(way: Way): (Node | null)[];
  before(step: Step): Step | undefined;
  place(): { step: Step | undefined; route: Step[]; meeting: boolean };
  people(step: Step, staff?: boolean): Role[];
  person(each: Role, staff?: boolean): HTMLElement;
  block(title: string, ...parts: Part[]): HTMLElement;
  listed(title: string, kind: string, items: HTMLElement[]): Part;
  lines(within: Element, name: string): HTMLElement[];
  print(kind: string): void;
}

declare const pathviz: Sheets & {
  all(selector: string, within?: ParentNode): HTMLElement[];
  one(selector: string, within?: ParentNode): HTMLElement;
  el(name: string, kind: string, ...parts: Part[]): HTMLElement;
  say(element: Element, name: string, value: string | false): void;
  said(words: string, values: Record<string, unknown>): string;
  load(address: string | undefined): Promise<unknown>;
  ahead(prepare: () => void): void;
  isShown(element: Element): boolean;
  state(): State;
  go(change: Partial<State>, how?: { replace?: boolean; focus?: boolean }): Promise<void>;
  painted(): Promise<void>;
  tell(name: string): void;
  /** All that is loaded when the reader asks for it, once. */
  aids(): Promise<unknown>;
  lanes(drawings: { heads: string; svg: string }): void;
  /** The HTML of `model`, as the file of the page's language gives it. */
  frame: string;
};

/** The definitions of terms by their anchors, and what stands below each: the build's own markup, every text of it escaped. */
declare const pathvizTerms: { acts: string; terms: Record<string, string> };

/** Opens a term's definition, or closes it (terms.js). */
declare function pathvizTerm(term: HTMLAnchorElement): void;
interface Window { pathvizTerm?: typeof pathvizTerm }

interface DocumentEventMap {
  /** Something else is chosen: what takes no time shows it at once. */
  'pathviz:chosen': CustomEvent<Told>;
  /** The page is to say what is chosen. What it looks like is not asked here, as others have still to say theirs. */
  'pathviz:state': CustomEvent<Told>;
  /** The page says it: now it may be measured and scrolled. */
  'pathviz:shown': CustomEvent<Told>;
  'pathviz:drawn': CustomEvent<Told>;
  /** The role or the journey with which the page was opened has come, and what is below it has moved. */
  'pathviz:lit': CustomEvent<Told>;
}
