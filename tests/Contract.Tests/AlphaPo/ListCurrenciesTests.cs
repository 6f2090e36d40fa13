namespace Fulgurite.Contracts.AlphaPo;

public sealed class ListCurrenciesTests
{
    private const string Path = "/currencies/list";

    [Theory]
    [InlineData("{}", "currencies-list")]
    [InlineData("null", "currencies-list")]
    [InlineData("""{"visible":null}""", "currencies-list")]
    [InlineData("""{"visible":""}""", "currencies-list")]
    [InlineData("""{"visible":true}""", "currencies-list-visible")]
    [InlineData("""{"visible":1}""", "currencies-list-visible")]
    [InlineData("""{"visible":"1"}""", "currencies-list-visible")]
    [InlineData("""{"visible":"true"}""", "currencies-list-visible")]
    [InlineData("""{"visible":"True"}""", "currencies-list-visible")]
    [InlineData("""{"visible":false}""", "currencies-list-hidden")]
    [InlineData("""{"visible":0}""", "currencies-list-hidden")]
    public async Task Lists_what_is_visible(string body, string golden)
    {
        await using var server = await AlphaPoServer.Start();

        (await server.Post(Path, body)).MustBe(200, Golden.Read(golden + "/response"));
    }

    [Theory]
    [InlineData("", "", "currencies-list")]
    [InlineData("?visible=1", "", "currencies-list-visible")]
    [InlineData("?visible=false", "{}", "currencies-list-hidden")]
    [InlineData("?visible=false", """{"visible":true}""", "currencies-list-visible")]
    public async Task Answers_GET_as_well(string query, string body, string golden)
    {
        await using var server = await AlphaPoServer.Start();

        var reply = await server.Send(
            AlphaPoServer.Signed(HttpMethod.Get, Path + query, System.Text.Encoding.UTF8.GetBytes(body)));

        reply.MustBe(200, Golden.Read(golden + "/response"));
    }

    [Theory]
    [InlineData("2")]
    [InlineData("1.0")]
    [InlineData("\"yes\"")]
    [InlineData("[true]")]
    [InlineData("\"\\udfff\"")]
    public async Task Refuses_what_is_neither_true_nor_false(string visible)
    {
        await using var server = await AlphaPoServer.Start();

        (await server.Post(Path, $$"""{"visible":{{visible}}}"""))
            .MustBe(400, """{"errors":{"visible":"The visible field must be true or false."}}""");
    }
}
