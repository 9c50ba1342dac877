import { useTranslation } from 'react-i18next'
import { ButtonLink } from '../../ui/ButtonLink'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'
import type { ProgrammeOut } from './queries'
import { useFairAct } from './useFairAct'

/** What comes next for the whole fair: put its programme out, close it after the day, call it off. */
export function Release({ programme: { fair, slots } }: { programme: ProgrammeOut }) {
  const { t } = useTranslation('fairDay')
  const act = useFairAct(fair.id)
  const { may } = fair
  if (!may.open && !may.close && !may.cancel) return null
  const mayOpen = may.open && slots.length > 0
  const shown = slots.filter(slot => slot.presented_at).length
  const isBusy = act.isPending
  return (
    <Section title={t(fair.state === 'open' ? 'release.headingDay' : 'release.heading')}>
      <div className="stack">
        {may.open && !mayOpen && <p className="small quiet">{t('release.first')}</p>}
        {mayOpen && (
          <ConfirmButton
            variant="filled"
            ask={t('release.openAsk')}
            yes={t('release.openYes')}
            loading={isBusy}
            onConfirm={() => act.mutate('open')}
          >
            {t('release.open')}
          </ConfirmButton>
        )}
        {fair.state === 'open' && (
          <ButtonLink to="/fairs/$fairId" params={{ fairId: fair.id }} variant="default">
            {t('release.programme')}
          </ButtonLink>
        )}
        {fair.state === 'open' && (
          <p className="small quiet">
            {shown > 0 ? t('release.shown', { shown, total: slots.length }) : t('release.shownNone')}
          </p>
        )}
        {may.close && (
          <ConfirmButton
            variant="light"
            ask={t('release.closeAsk')}
            yes={t('release.closeYes')}
            loading={isBusy}
            onConfirm={() => act.mutate('close')}
          >
            {t('release.close')}
          </ConfirmButton>
        )}
        {may.cancel && (
          <ConfirmButton
            ask={t('release.cancelAsk')}
            yes={t('release.cancelYes')}
            loading={isBusy}
            onConfirm={() => act.mutate('cancel')}
          >
            {t('release.cancel')}
          </ConfirmButton>
        )}
        {act.error && <RefusedNotice acting error={act.error} />}
      </div>
    </Section>
  )
}
