using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Fulgurite.Product;

/// <summary>An HTTP answer, read whole.</summary>
internal sealed record Answer(int Status, string Text, HttpContentHeaders Headers)
{
    /// <summary>The body as JSON.</summary>
    public JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>The <c>data</c> of an AlphaPo answer.</summary>
    public JsonNode Data => Json["data"]!;

    public static async Task<Answer> Read(HttpResponseMessage response) =>
        new((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Content.Headers);

    /// <summary>This answer, which must have the status.</summary>
    public Answer With(int status)
    {
        Assert.True(status == Status, $"{status} was expected, and {Status} came: {Text}");
        return this;
    }
}
