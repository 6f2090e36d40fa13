namespace Fulgurite.Contracts.AlphaPo;

/// <summary>A response as a client sees it.</summary>
internal sealed record AlphaPoReply(int Status, string? ContentType, string Body, string Allow)
{
    public void MustBe(int status, string body)
    {
        Assert.Equal(body, Body);
        Assert.Equal(status, Status);
        Assert.Equal("application/json", ContentType);
    }
}
