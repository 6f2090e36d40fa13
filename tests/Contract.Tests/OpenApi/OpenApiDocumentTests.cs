using System.Text;
using System.Text.Json.Nodes;
using Fulgurite.App.Apis.AlphaPo;
using Fulgurite.Secrets;

namespace Fulgurite.Contracts.OpenApi;

/// <summary>The document by itself.</summary>
public sealed class OpenApiDocumentTests
{
    [Fact]
    public async Task Is_valid_OpenAPI_3_1_and_every_example_fits_its_schema()
    {
        var verdict = await OpenApiJudge.Judge(OpenApiText.Read(), []);

        Assert.Empty(verdict.Document);
        Assert.Empty(verdict.Examples);
        Assert.True(verdict.ExamplesChecked > 150, $"only {verdict.ExamplesChecked} examples were found");
    }

    [Fact]
    public async Task The_judge_finds_what_is_wrong()
    {
        var document = OpenApiText.Read();
        document["info"]!.AsObject().Remove("title");
        document["components"]!["schemas"]!["PaymentHash"]!["examples"]!.AsArray()[0] = "not a hash";
        var none = new Dictionary<string, string>();
        var unknownStatus = new RecordedAnswer("GET /health/live", 418, none, "ok", null);
        var otherText = unknownStatus with { Status = 200, Body = "fine" };
        var otherError = new RecordedAnswer("GET /pay/{payment_hash}/status", 404, none, """{"error":"No."}""", null);

        var verdict = await OpenApiJudge.Judge(document, [unknownStatus, otherText, otherError]);

        Assert.NotEmpty(verdict.Document);
        Assert.Contains(verdict.Examples, problem => problem.Contains("PaymentHash: ", StringComparison.Ordinal));
        foreach (var problem in new[] { "is not documented", "must be equal to constant", "none of the documented" })
        {
            Assert.Contains(verdict.Answers, found => found.Contains(problem, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Tells_the_schedule_of_retries_that_is_followed()
    {
        var deposit = OpenApiText.Read()["webhooks"]!["deposit"]!["post"]!;
        var minutes = deposit["x-retry-delays-minutes"]!.AsArray().Select(delay => delay!.GetValue<int>()).ToList();

        Assert.Equal(CallbackRetries.Delays, minutes.Select(delay => TimeSpan.FromMinutes(delay)));
        var words = $"{string.Join(", ", minutes.SkipLast(1))} and {minutes[^1]} minutes";
        Assert.Contains(words, deposit["description"]!.GetValue<string>());
    }

    [Fact]
    public void Its_signing_example_is_right()
    {
        const string Body = """{"currency":"BTCLN","foreign_id":"1909242403","amount":0.0025}""";
        var scheme = OpenApiText.Read()["components"]!["securitySchemes"]!["ProcessingSignature"]!;
        var rule = scheme["description"]!.GetValue<string>();
        var signature = AlphaPoSignature.Sign(new SecretValue("AbCdEfG123456"), Encoding.UTF8.GetBytes(Body));

        Assert.Contains($"secret `AbCdEfG123456`, body `{Body}` gives `{signature}`", rule);
    }

    [Fact]
    public void Every_operation_has_words_and_a_tag_that_exists()
    {
        var document = OpenApiText.Read();
        var tags = document["tags"]!.AsArray().Select(tag => tag!["name"]!.GetValue<string>()).ToHashSet();
        var ids = new HashSet<string>();

        Assert.All(OpenApiText.Operations(document), operation =>
        {
            Assert.True(ids.Add(Text(operation.Value, "operationId")), $"{operation.Key} has an id of its own");
            Assert.NotEmpty(Text(operation.Value, "summary"));
            Assert.NotEmpty(Text(operation.Value, "description"));
            Assert.Contains(Assert.Single(operation.Value["tags"]!.AsArray())!.GetValue<string>(), tags);
        });
    }

    private static string Text(JsonObject operation, string name) => operation[name]!.GetValue<string>();
}
