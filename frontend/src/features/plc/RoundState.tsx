import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { KindWord } from '../../ui/KindWord'

/** Where a round stands; amber only when it waits for somebody. */
export function RoundState({ round }: { round: Schema<'RoundSummary'> }) {
  const { t } = useTranslation(['group', 'round'])
  if (round.state === 'scheduled' && round.open_cover > 0)
    return <KindWord chip kind="cover_asked" word={t('group:rounds.waits', { count: round.open_cover })} />
  if (round.state === 'stale') return <KindWord chip kind="needs_cover" word={t('round:state.stale')} />
  return <span>{t(`round:state.${round.state}`)}</span>
}
