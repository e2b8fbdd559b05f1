// The only script of the site; every page works without it.

// Shows the print buttons and lets them print.
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}

// Enter goes one cell down in a table of cells, and from the last one to the button; without this it sends the form.
for (const table of document.querySelectorAll('[data-cells]')) {
  table.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.isComposing || event.target.tagName !== 'INPUT') return;
    const column = event.target.closest('td').cellIndex;
    const next = event.target.closest('tr').nextElementSibling?.cells[column].querySelector('input:not([type=hidden])') ?? table.closest('form').querySelector('[type=submit]');
    event.preventDefault();
    next.focus();
    next.select?.();
  });
}

// Passkeys need the browser's own dialogue: shows the forms where it can have one, and fills in what it answers.
if (window.PublicKeyCredential?.parseRequestOptionsFromJSON && window.isSecureContext) {
  const dialogue = {
    'sign-in': async options => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
    register: async options => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
  };
  const question = { 'sign-in': '/passkeys/request', register: '/passkeys/creation' };
  for (const part of document.querySelectorAll('[data-passkey]')) {
    const kind = part.dataset.passkey;
    const form = part.querySelector('form');
    part.hidden = false;
    form.addEventListener('submit', async event => {
      if (form.elements.credential.value) return;
      event.preventDefault();
      try {
        const answer = await fetch(question[kind], { method: 'POST', body: new FormData(form) });
        if (!answer.ok) throw new Error(answer.status);
        form.elements.credential.value = JSON.stringify(await dialogue[kind](await answer.json()));
        form.submit();
      } catch {
        part.querySelector('[data-passkey-problem]').textContent = '没有完成。请再试一次，或用口令登录。';
      }
    });
  }
}
