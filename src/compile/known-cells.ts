import type { CellCode, RowCode } from '../operators/operator.ts';
import type { ExpressionNode } from '../pipeline/expression-node.ts';

type CellsOfRow = Map<RowCode, Map<ExpressionNode, CellCode>>;

/** The cells that the code at one place can read: a block can read what was computed before it, and around it. */
export class KnownCells {
  #scopes: CellsOfRow[] = [new Map()];

  find(node: ExpressionNode, row: RowCode): CellCode | undefined {
    for (let scope = this.#scopes.length - 1; scope >= 0; scope--) {
      const cell = this.#scopes[scope].get(row)?.get(node);
      if (cell !== undefined) return cell;
    }
    return undefined;
  }

  add(node: ExpressionNode, row: RowCode, cell: CellCode): void {
    const scope = this.#scopes[this.#scopes.length - 1];
    const cells = scope.get(row) ?? new Map<ExpressionNode, CellCode>();
    scope.set(row, cells.set(node, cell));
  }

  /** What `write` adds is known only within it: it writes a block. */
  within(write: () => void): void {
    this.#scopes.push(new Map());
    write();
    this.#scopes.pop();
  }

  /** How many blocks surround this place. */
  get depth(): number {
    return this.#scopes.length;
  }

  /** `write` sees only what the first `depth` blocks know: it writes to another place. */
  elsewhere(depth: number, write: () => void): void {
    const here = this.#scopes;
    this.#scopes = [...here.slice(0, depth), new Map()];
    write();
    this.#scopes = here;
  }

  /** What `write` adds is not known `elsewhere` while it writes, and known here afterwards. */
  during<Result>(write: () => Result): Result {
    const added: CellsOfRow = new Map();
    this.#scopes.push(added);
    const result = write();
    this.#scopes.pop();
    for (const [row, cells] of added) for (const [node, cell] of cells) this.add(node, row, cell);
    return result;
  }
}
