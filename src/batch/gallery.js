// SPDX-License-Identifier: MIT
// Filters the gallery. The entries are loaded when a filter is first used; every text is set as
// text, never as markup. A filter is part of the address (index.html#country=Peru), so that it can be
// kept as a bookmark. Without this script the pages are whole, only without filters.
(() => {
    "use strict";
    const PAGE = 200;
    const form = document.getElementById("filter");
    const list = document.getElementById("maps");
    const output = form.querySelector("output");
    const root = document.body.dataset.root;
    const own = [...list.children];
    const navigation = [...document.querySelectorAll("nav")];
    const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    let entries = null;

    function element(name, parent, className, text) {
        const e = parent.appendChild(document.createElement(name));
        if (className) e.className = className;
        if (text !== undefined) e.textContent = text;
        return e;
    }

    function card(e) {
        const item = document.createElement("li");
        if (e.failed) {
            item.className = "failed";
            element("strong", item, "", e.id);
            element("p", item, "bad", e.last);
            return item;
        }
        const link = element("a", item, "map");
        link.href = root + e.page;
        if (e.thumbnail) {
            const image = element("img", link);
            image.loading = "lazy";
            image.alt = "";
            image.src = root + e.thumbnail;
        }
        element("bdi", element("strong", link), "", e.title);
        const about = [e.traveler, e.shown, e.countries].filter((t) => t).join(" · ");
        element("bdi", element("p", item, "about"), "", about);
        element("p", item, e.badness >= 1000 ? "bad" : "quality", e.last);
        return item;
    }

    function show(found, count) {
        const more = found.slice(count, count + PAGE).map(card);
        if (count === 0) list.replaceChildren(...more);
        else list.append(...more);
        count += more.length;
        if (count < found.length) {
            const button = element("button", element("li", list), "", "show more");
            button.type = "button";
            button.onclick = () => {
                button.parentNode.remove();
                show(found, count);
            };
        }
    }

    function inYear(e, year) {
        const [first, last] = e.dates.split("/").map((d) => d.slice(0, 4));
        return first <= year && year <= (last || first);
    }

    function filter() {
        const wish = Object.fromEntries(new FormData(form));
        const words = fold(wish.text).split(/\s+/).filter((w) => w);
        const active = words.length || wish.traveler || wish.year || wish.country || wish.order;
        for (const n of navigation) n.hidden = Boolean(active);
        if (!active) {
            list.replaceChildren(...own);
            output.textContent = "";
            return;
        }
        const found = entries.filter((e) =>
            words.every((w) => e.words.includes(w)) &&
            (!wish.traveler || e.traveler === wish.traveler) &&
            (!wish.year || inYear(e, wish.year)) &&
            (!wish.country || `, ${e.countries}, `.includes(`, ${wish.country}, `)));
        if (wish.order) found.sort((a, b) => b.failed - a.failed || b.badness - a.badness);
        output.textContent = `${found.length} of ${entries.length}`;
        show(found, 0);
    }

    window.tripmapEntries = (rows) => {
        entries = rows.map(([failed, badness, id, title, traveler, dates, countries, thumbnail,
            page, last, shown]) => ({ failed, badness, id, title, traveler, dates, countries,
            thumbnail, page, last, shown,
            words: fold([id, title, traveler, dates, shown, countries, last].join(" ")) }));
        filter();
    };

    function remember() {
        const wishes = [...new FormData(form)].filter(([, value]) => value);
        history.replaceState(null, "", "#" + new URLSearchParams(wishes));
    }

    function recall() {
        form.reset();
        for (const [name, value] of new URLSearchParams(location.hash.slice(1)))
            if (form.elements[name]) form.elements[name].value = value;
    }

    function changed() {
        if (entries) {
            filter();
        } else if (!document.getElementById("entries")) {
            const script = document.head.appendChild(document.createElement("script"));
            script.id = "entries";
            script.src = root + "gallery/entries.js";
        }
    }

    form.addEventListener("input", () => {
        remember();
        changed();
    });
    window.addEventListener("hashchange", () => {
        recall();
        changed();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.hidden = false;
    recall();
    if (location.hash.length > 1) changed();
})();
