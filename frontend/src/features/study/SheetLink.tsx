import { useTranslation } from 'react-i18next'
import type { paths } from '../../api/schema'

const SHEET = '/api/rounds/{round_id}/observation-sheet.pdf' satisfies keyof paths

/** For who observes on paper: a page for each case pupil that I watch. */
export function SheetLink({ roundId }: { roundId: string }) {
  const { t } = useTranslation('round')
  return (
    <li>
      <a
        href={`${SHEET.replace('{round_id}', encodeURIComponent(roundId))}?whose=mine`}
        download
        className="text-link"
      >
        {t('evidence.sheet')}
      </a>
    </li>
  )
}
