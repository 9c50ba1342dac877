import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api, type Schema } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'

/** Somebody has lost what they show beside their password: a lead takes it away, so that they can set it up anew. */
export function ClearFactors({ person }: { person: Schema<'StaffOut'> }) {
  const { t } = useTranslation('school')
  const announce = useAnnounce()
  const { id, name } = person
  const clear = useMutation({
    mutationFn: () =>
      answer(api.POST('/api/staff/{staff_id}/second-factor/clear', { params: { path: { staff_id: id } } })),
    onSuccess: () => announce(t('person.factorCleared', { name })),
  })
  return (
    <Section title={t('person.factorHeading')}>
      <div className="stack" style={{ justifyItems: 'start' }}>
        <p>{t('person.factorLead', { name })}</p>
        {clear.isSuccess ? (
          <p className="strong">{t('person.factorCleared', { name })}</p>
        ) : (
          <ConfirmButton
            ask={t('person.factorAsk', { name })}
            yes={t('person.factorYes')}
            loading={clear.isPending}
            onConfirm={() => clear.mutate()}
          >
            {t('person.factorClear', { name })}
          </ConfirmButton>
        )}
        {clear.error && <RefusedNotice acting error={clear.error} />}
      </div>
    </Section>
  )
}
