using System.Text;

namespace Fulgurite.Contracts.AlphaPo;

public sealed class FindTransactionTests
{
    private const string Path = "/transactions/info";
    private const string NotFound = """{"error":"Transaction not found","code":"transaction_not_found"}""";

    [Theory]
    [InlineData("""{"id":100200}""")]
    [InlineData("""{"id":"100200"}""")]
    [InlineData("""{"foreign_id":"order-42"}""")]
    [InlineData("""{"id":null,"foreign_id":"order-42","txid":""}""")]
    [InlineData("""{"txid":"0000000000000000000000000000000000000000000000000000000000000001"}""")]
    public async Task Finds_by_each_parameter_in_a_body_of_POST_and_of_GET(string body)
    {
        await using var server = await AlphaPoServer.Start();
        server.Engine.Deposits.Add(Deposits.Order42);

        var posted = await server.Post(Path, body);
        var got = await server.Send(AlphaPoServer.Signed(HttpMethod.Get, Path, Encoding.UTF8.GetBytes(body)));

        posted.MustBe(200, Golden.Read("callback-deposit/body"));
        got.MustBe(200, Golden.Read("callback-deposit/body"));
    }

    [Theory]
    [InlineData("?id=100200", "")]
    [InlineData("?id=100200", "{}")]
    [InlineData("?id=100200", "[]")]
    [InlineData("?foreign_id=order-42", "")]
    [InlineData("?foreign_id=order%2D42&unknown=1", "null")]
    [InlineData("?txid=" + Deposits.Txid, "")]
    [InlineData("?id=7&id=100200", "")]
    public async Task Finds_by_query(string query, string body)
    {
        await using var server = await AlphaPoServer.Start();
        server.Engine.Deposits.Add(Deposits.Order42);

        var reply = await server.Send(
            AlphaPoServer.Signed(HttpMethod.Get, Path + query, Encoding.UTF8.GetBytes(body)));

        reply.MustBe(200, Golden.Read("callback-deposit/body"));
    }

    [Theory]
    [InlineData("", 200)]
    [InlineData("{}", 200)]
    [InlineData("[]", 200)]
    [InlineData("null", 403)]
    [InlineData("id=100200", 403)]
    public async Task Accepts_what_clients_sign_when_a_GET_has_no_body(string signed, int status)
    {
        await using var server = await AlphaPoServer.Start();
        server.Engine.Deposits.Add(Deposits.Order42);
        var request = AlphaPoServer.Signed(HttpMethod.Get, Path + "?id=100200", []);
        request.Headers.Remove("X-Processing-Signature");
        request.Headers.Add("X-Processing-Signature", AlphaPoServer.Signature(Encoding.UTF8.GetBytes(signed)));

        Assert.Equal(status, (await server.Send(request)).Status);
    }

    [Fact]
    public async Task Takes_the_signature_of_an_empty_object_for_no_other_body()
    {
        await using var server = await AlphaPoServer.Start();
        var request = AlphaPoServer.Signed(HttpMethod.Post, Path, """{"id":100200}"""u8.ToArray());
        request.Headers.Remove("X-Processing-Signature");
        request.Headers.Add("X-Processing-Signature", AlphaPoServer.Signature("{}"u8.ToArray()));

        Assert.Equal(403, (await server.Send(request)).Status);
        Assert.Equal(0, server.Engine.CallCount);
    }

    [Fact]
    public async Task Ignores_the_query_of_a_POST()
    {
        await using var server = await AlphaPoServer.Start();
        server.Engine.Deposits.Add(Deposits.Order42);

        Assert.Equal(400, (await server.Post(Path + "?id=100200", "{}")).Status);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"id":null}""")]
    public async Task Refuses_no_parameter(string body)
    {
        await using var server = await AlphaPoServer.Start();

        (await server.Post(Path, body)).MustBe(
            400, """{"errors":{"id":"The id field is required when none of foreign id \/ txid are present."}}""");
        Assert.Equal(0, server.Engine.CallCount);
    }

    [Theory]
    [InlineData("""{"id":100200,"foreign_id":"order-42"}""")]
    [InlineData("""{"id":100200,"foreign_id":"order-42","txid":"00"}""")]
    public async Task Answers_404_for_more_than_one_parameter(string body)
    {
        await using var server = await AlphaPoServer.Start();
        server.Engine.Deposits.Add(Deposits.Order42);

        (await server.Post(Path, body)).MustBe(
            404, """{"error":"Only one of id, foreign_id, txid may be given","code":"too_many_parameters"}""");
        Assert.Equal(0, server.Engine.CallCount);
    }

    [Theory]
    [InlineData("""{"id":7}""")]
    [InlineData("""{"id":2147483647}""")]
    [InlineData("""{"id":2147483648}""")]
    [InlineData("""{"id":99999999999999999999}""")]
    [InlineData("""{"foreign_id":"ORDER-42"}""")]
    [InlineData("""{"foreign_id":42}""")]
    [InlineData("""{"txid":"00"}""")]
    [InlineData("""{"txid":"0000000000000000000000000000000000000000000000000000000000000002"}""")]
    public async Task Answers_404_when_there_is_no_such_transaction(string body)
    {
        await using var server = await AlphaPoServer.Start();
        server.Engine.Deposits.Add(Deposits.Order42);

        (await server.Post(Path, body)).MustBe(404, NotFound);
    }

    [Theory]
    [InlineData("""{"id":1.5}""", "id", "The id must be an integer.")]
    [InlineData("""{"id":-1}""", "id", "The id must be an integer.")]
    [InlineData("""{"id":"abc"}""", "id", "The id must be an integer.")]
    [InlineData("""{"id":true}""", "id", "The id must be an integer.")]
    [InlineData("""{"id":[100200]}""", "id", "The id must be an integer.")]
    [InlineData("""{"foreign_id":"a\u0000"}""", "foreign_id", "The foreign id format is invalid.")]
    [InlineData("""{"foreign_id":"\ud800"}""", "foreign_id", "The foreign id must be a string.")]
    [InlineData("""{"txid":{}}""", "txid", "The txid must be a string.")]
    public async Task Refuses_a_parameter_that_cannot_be(string body, string field, string text)
    {
        await using var server = await AlphaPoServer.Start();

        (await server.Post(Path, body)).MustBe(400, $$$"""{"errors":{"{{{field}}}":"{{{text}}}"}}""");
        Assert.Equal(0, server.Engine.CallCount);
    }
}
