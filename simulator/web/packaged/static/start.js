// Say why the room cannot start, or start it. A classic script, because a browser runs no module of a
// page that was opened from a folder.
{
  const show = (id) => {
    document.getElementById(id).hidden = false;
  };
  if (location.protocol === "file:") {
    show("from-folder");
  } else if (!window.WebAssembly || !window.indexedDB || !window.DecompressionStream) {
    show("too-old");
  } else {
    show("loading");
    const at = new URL(document.currentScript.src);
    import(new URL(`host.js${at.search}`, at)).catch((error) => {
      console.error(error);
      document.getElementById("loading").hidden = true;
      show("failed");
    });
  }
}
