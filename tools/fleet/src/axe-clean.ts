import assert from 'node:assert/strict'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/**
 * Asserts that axe finds nothing on a page, or in the part that a selector names: WCAG 2.2 to level AA, and axe's own best practice. Our pages have
 * no frames, so it runs in the page itself: otherwise each look opens another tab and takes three times as long.
 */
export async function axeClean(page: Page, what: string, part?: string): Promise<void> {
  const axe = new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .withTags(rules)
  const { violations } = await (part === undefined ? axe : axe.include(part)).analyze()
  const findings = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target} ${node.failureSummary}`).join(' | ')}`)
  assert.deepEqual(findings, [], what)
}
