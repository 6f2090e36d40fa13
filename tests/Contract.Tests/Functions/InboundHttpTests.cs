using System.Text;

namespace Fulgurite.Contracts.Functions;

public sealed class InboundHttpTests
{
    [Fact]
    public async Task Answers_the_readiness_probe_with_a_constant()
    {
        await using var app = await FunctionApp.Start(_ => { });

        Assert.Equal("fulgurite", await app.Trigger.GetStringAsync("/"));
        Assert.Equal("fulgurite", await app.Public.GetStringAsync("/?code=1"));
    }

    [Fact]
    public async Task Strips_what_belongs_to_the_host_and_keeps_the_rest_as_it_is()
    {
        await using var app = await FunctionApp.Start(_ => { });
        const string Asked = "/v1/x?b=2%20&Code=secret&a=1,2&a=3&%63ode=secret&z";
        using var request = new HttpRequestMessage(HttpMethod.Get, Asked);
        request.Headers.Add("X-Azure-Functions-InvocationId", "forged");
        request.Headers.Add("x-azure-functions-anything", "forged");
        request.Headers.Add("x-functions-key", "secret");
        request.Headers.Add("X-Api-Key", "theirs");

        var seen = await (await app.Public.SendAsync(request)).Content.ReadAsStringAsync();

        Assert.StartsWith("GET /v1/x?b=2%20&a=1,2&a=3&z\n", seen);
        Assert.Contains("X-Api-Key: theirs", seen);
        Assert.DoesNotContain("forged", seen);
        Assert.DoesNotContain("secret", seen);
    }

    [Fact]
    public async Task Leaves_no_question_mark_where_the_key_was_the_only_parameter()
    {
        await using var app = await FunctionApp.Start(_ => { });

        Assert.StartsWith("GET /v1/x\n", await app.Public.GetStringAsync("/v1/x?code=secret"));
    }

    [Theory]
    [InlineData("POST", "{\"amount\":1}")]
    [InlineData("POST", "")]
    [InlineData("DELETE", null)]
    public async Task Passes_a_body_on_and_the_lack_of_one(string method, string? body)
    {
        await using var app = await FunctionApp.Start(_ => { });
        using var request = new HttpRequestMessage(new HttpMethod(method), "/v1/x");
        request.Content = body is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body));

        var seen = await (await app.Public.SendAsync(request)).Content.ReadAsStringAsync();

        Assert.EndsWith("\nbody=" + body, seen);
    }
}
