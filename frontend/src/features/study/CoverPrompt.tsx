import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api/client'
import { orNone } from '../../api/paged'
import classes from './Today.module.css'

/** One thing to look out for in the class that is covered. */
export function CoverPrompt({ slotId }: { slotId: string }) {
  const { t } = useTranslation()
  const { data } = useQuery({
    queryKey: ['cover-prompt', slotId],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) =>
      orNone(
        answer(
          api.GET('/api/cover-slots/{slot_id}/prompt', { params: { path: { slot_id: slotId } }, signal }),
        ),
      ),
  })
  if (!data) return null
  return <span className={classes.focus}>{t('coverPrompt', { prompt: data.prompt })}</span>
}
