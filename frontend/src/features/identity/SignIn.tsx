import { Link, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Entrance } from '../../shell/Entrance'
import { pathOf } from '../../shell/nav'
import { Page } from '../../ui/Page'
import { SignOnButtons } from '../../ui/SignOnButtons'
import { SignOnProblem } from '../../ui/SignOnProblem'
import { DemoPeople } from './DemoPeople'
import classes from './SignIn.module.css'
import { SignInForm } from './SignInForm'

/** The way in: for staff with e-mail and password, in the demonstration with one click. */
export function SignIn() {
  const { t } = useTranslation('identity')
  const { to, problem } = useSearch({ from: '/sign-in' })
  return (
    <Entrance>
      <Page name={t('signIn.title')} title={t('signIn.title')} aside={t('signIn.lead')}>
        <div className={classes.columns}>
          <DemoPeople to={to} />
          <div className="stack">
            <SignOnProblem problem={problem} />
            <SignInForm to={to} />
            <SignOnButtons />
            <p>
              <Link to={pathOf('fair')} className="text-link">
                {t('signIn.fair')}
              </Link>
            </p>
          </div>
        </div>
      </Page>
    </Entrance>
  )
}
