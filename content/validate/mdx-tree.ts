import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { Problem } from './problem.ts';

/** What validation looks at in an mdast node. */
export interface MdxNode {
  type: string;
  children?: MdxNode[];
  value?: string;
  lang?: string | null;
  /** Of a link, an image or a definition. */
  url?: string;
  /** Of a component: its name and attributes. */
  name?: string | null;
  attributes?: { type: string; name?: string; value?: unknown }[];
  position?: { start: { line: number } };
}

const processor = unified().use(remarkParse).use(remarkMdx);

/** Parses MDX; a syntax error is a problem, with the parser's own words. */
export function parseMdx(file: string, body: string): { nodes: MdxNode[]; problems: Problem[] } {
  try {
    // The mdast types are a union of some thirty nodes; all have this shape.
    return { nodes: flatten(processor.parse(body) as MdxNode), problems: [] };
  } catch (error) {
    return { nodes: [], problems: [toProblem(file, error)] };
  }
}

/** Every node, in the order of the text. */
function flatten(node: MdxNode): MdxNode[] {
  return [node, ...(node.children ?? []).flatMap(flatten)];
}

function toProblem(file: string, error: unknown): Problem {
  if (!(error instanceof Error)) throw error;
  // A VFileMessage.
  const line = 'line' in error && typeof error.line === 'number' ? error.line : undefined;
  const reason = 'reason' in error && typeof error.reason === 'string' ? error.reason : error.message;
  return {
    file,
    ...(line !== undefined && { line }),
    found: `MDX that cannot be read: ${reason}`,
    expected: 'every tag closed, and `<` and `{` only where a tag or an expression begins',
    mend: 'Close the tag, or write `\\<` and `\\{` for the characters themselves.',
  };
}

export function lineOf(node: MdxNode): number {
  return node.position?.start.line ?? 1;
}
