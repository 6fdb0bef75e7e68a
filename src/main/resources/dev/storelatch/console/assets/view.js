/** A page of the console. It is created when its address is opened, and stopped when another one is. */
export class View {
    /**
     * @param params what the address contains: the id of what is shown, and the query
     */
    constructor(app, params) {
        this.app = app;
        this.params = params;
    }

    /** Reads what the page shows. */
    async load() {}

    /** Returns the content below the heading. */
    render() {}

    /** Ends what goes on in the background. */
    stop() {}

    /** Shows the page again, after its state has changed. */
    update() {
        this.app.update();
    }

    /** Makes a change, says what it did, and shows the new state. */
    change(request, done) {
        return this.app.run(async () => {
            const result = await request();
            this.app.tell(done);
            await this.load();
            return result;
        });
    }

    /** Asks first; returns what was entered if the change was made. */
    async changeIfConfirmed(question, request, done) {
        const answer = await this.app.ask(question);
        return answer && this.change(() => request(answer), done);
    }
}
