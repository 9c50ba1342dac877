import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { Page } from '../../ui/Page'
import { FairForm } from './FairForm'
import { emptyFair, fairBody } from './fairForm'
import { touchedByFairs } from './queries'

/** Where a lead begins a fair: its name, its day, whose time it is. */
export function NewFair() {
  const { t } = useTranslation('fairDay')
  const navigate = useNavigate()
  const announce = useAnnounce()
  const make = useAct({
    send: (body: Schema<'LearningFairIn'>, key) =>
      answer(api.POST('/api/fairs', { params: { header: withKey(key) }, body })),
    changes: touchedByFairs,
    onDone: async fair => {
      await navigate({ to: '/fairs/$fairId/plan', params: { fairId: fair.id }, replace: true })
      announce(t('form.created'))
    },
  })
  return (
    <Page
      narrow
      name={t('form.newName')}
      title={t('form.newTitle')}
      eyebrow={<Link to="/fairs">{t('nav.all')}</Link>}
    >
      <FairForm
        values={emptyFair}
        label={t('form.create')}
        error={make.error}
        isBusy={make.isPending}
        onSubmit={values => make.mutate(fairBody(values))}
        onCancel={() => void navigate({ to: '/fairs' })}
      />
    </Page>
  )
}
