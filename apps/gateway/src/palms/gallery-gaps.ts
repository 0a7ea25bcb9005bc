/** Templates at rest that are not in this process's memory, and why: a search of their project cannot say "nobody". */
import type { Hand } from '#palm';
import type { GapCause } from './gallery-gaps.types.js';

export interface Gap {
  templateId: string;
  projectId: string;
  memberId: string;
  hand: Hand;
}

type GapsOfProject = Map<string, Gap>;

/** The gaps of one cause. */
class Gaps {
  readonly byTemplate = new Map<string, Gap>();
  readonly byProject = new Map<string, GapsOfProject>();

  add(gap: Gap): void {
    this.byTemplate.set(gap.templateId, gap);
    const held = this.byProject.get(gap.projectId) ?? new Map<string, Gap>();
    this.byProject.set(gap.projectId, held.set(gap.templateId, gap));
  }

  delete(templateId: string): void {
    const gap = this.byTemplate.get(templateId);
    if (!gap) return;
    this.byTemplate.delete(templateId);
    const held = this.byProject.get(gap.projectId)!;
    held.delete(templateId);
    if (held.size === 0) this.byProject.delete(gap.projectId);
  }
}

export class GalleryGaps {
  private readonly causes: Record<GapCause, Gaps> = { full: new Gaps(), unreadable: new Gaps() };

  note(gap: Gap, cause: GapCause): void {
    this.forget(gap.templateId);
    this.causes[cause].add(gap);
  }

  /** The template was loaded, or is at rest no longer. */
  forget(templateId: string): void {
    this.causes.full.delete(templateId);
    this.causes.unreadable.delete(templateId);
  }

  of(projectId: string, cause: GapCause): ReadonlyMap<string, Gap> {
    return this.causes[cause].byProject.get(projectId) ?? new Map<string, Gap>();
  }

  /** At most so many templates of a cause, the oldest first. */
  some(cause: GapCause, max: number): string[] {
    const found: string[] = [];
    for (const templateId of this.causes[cause].byTemplate.keys()) {
      if (found.length === max) break;
      found.push(templateId);
    }
    return found;
  }

  count(cause: GapCause): number {
    return this.causes[cause].byTemplate.size;
  }
}
