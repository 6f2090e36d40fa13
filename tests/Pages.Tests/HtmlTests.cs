using Fulgurite.App.Pages;

namespace Fulgurite.Pages;

/// <summary>The writer that encodes by construction.</summary>
public sealed class HtmlTests
{
    [Theory]
    [InlineData("<b>", "&lt;b&gt;")]
    [InlineData("\" ' &", "&quot; &#x27; &amp;")]
    [InlineData("Übermaß 東京 ⚡", "Übermaß 東京 ⚡")]
    [InlineData(null, "")]
    public void Encodes_text(string? text, string encoded) =>
        Assert.Equal($"<p title=\"{encoded}\">{encoded}</p>", Html.Of($"<p title=\"{text}\">{text}</p>").ToString());

    [Fact]
    public void Leaves_markup_as_it_is()
    {
        var inner = Html.Of($"<i>{"<"}</i>");

        Assert.Equal("<p><i>&lt;</i><i>&lt;</i>7</p>", Html.Of($"<p>{Html.Concat([inner, inner])}{7}</p>").ToString());
    }

    [Fact]
    public void Default_is_nothing() => Assert.Equal("<p></p>", Html.Of($"<p>{default(Html)}</p>").ToString());
}
