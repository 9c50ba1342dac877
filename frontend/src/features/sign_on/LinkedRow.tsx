import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api, type Schema } from '../../api/client'
import { momentInWords } from '../../lib/dates'
import { useAnnounce } from '../../ui/Announcer'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { RefusedNotice } from '../../ui/RefusedNotice'
import classes from './SignOn.module.css'

type LinkedRowProps = {
  linked: Schema<'SignOnLinked'>
  proof: Schema<'SignOnProof'>
  canChange: boolean
}

export function LinkedRow({ linked, proof, canChange }: LinkedRowProps) {
  const { t } = useTranslation('signOn')
  const client = useQueryClient()
  const announce = useAnnounce()
  const provider = t(`provider.${linked.provider}`)
  const unlink = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/api/me/sign-on/linked/{identity_id}/unlink', {
          params: { path: { identity_id: linked.id } },
          body: proof,
        }),
      ),
    onSuccess: () => {
      announce(t('mine.unlinked'))
      return client.invalidateQueries({ queryKey: ['sign-on', 'mine'] })
    },
  })
  return (
    <li className={classes.row}>
      <div className={classes.text}>
        <p className="strong">{provider}</p>
        <p className="small quiet numbers">
          {t('mine.since', { day: momentInWords(linked.linked_at) })}{' '}
          {linked.last_used_at && t('mine.used', { day: momentInWords(linked.last_used_at) })}
        </p>
        {unlink.error && <RefusedNotice acting error={unlink.error} />}
      </div>
      {canChange && (
        <ConfirmButton
          ask={t('mine.unlinkAsk')}
          yes={t('mine.unlinkYes')}
          aria-label={t('mine.unlinkNamed', { provider })}
          loading={unlink.isPending}
          onConfirm={() => unlink.mutate()}
        >
          {t('mine.unlink')}
        </ConfirmButton>
      )}
    </li>
  )
}
